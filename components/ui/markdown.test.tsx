import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "./markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test("HTML in a comment is shown as text and never becomes part of the page", () => {
  expect(html("<script>alert(1)</script> <img src=x onerror=alert(1)>")).not.toMatch(/<script|<img/);
});

test("links to other sites open apart and tell nothing; dangerous ones lose their address", () => {
  expect(html("[guide](https://example.org)")).toContain(
    'target="_blank" rel="noopener noreferrer nofollow"',
  );
  expect(html("[own](/u/apim-45)")).not.toContain("_blank");
  expect(html("[bad](javascript:alert)")).not.toContain("javascript");
});

test("looking at a text fetches no picture from elsewhere", () => {
  expect(html("![chart](https://example.org/x.png)")).toMatch(
    /<a href="https:\/\/example\.org\/x\.png"[^>]*>chart<\/a>/,
  );
});

test("headings people write start below those of the page", () => {
  expect(html("# Big")).toContain("<h3>Big</h3>");
});
