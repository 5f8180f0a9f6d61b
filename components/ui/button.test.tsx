import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Button, IconButton } from "./button";
import { LinkButton } from "./link-button";

test("a button one may not use stays visible, says why and cannot send a form", () => {
  const html = renderToStaticMarkup(
    <Button type="submit" reason="Only a lead can archive.">
      Archive
    </Button>,
  );
  expect(html).toContain("Archive");
  expect(html).toContain('type="button"');
  expect(html).toContain('aria-disabled="true"');
  expect(html).not.toMatch(/\sdisabled/);
  const described = /aria-describedby="([^"]+)"/.exec(html)?.[1];
  expect(html).toContain(`<span id="${described}" hidden="">Only a lead can archive.</span>`);
});

test("a button whose action runs keeps its label and cannot be pressed again", () => {
  const html = renderToStaticMarkup(
    <Button type="submit" pending>
      Sign
    </Button>,
  );
  expect(html).toContain('aria-busy="true"');
  expect(html).toContain('type="button"');
  expect(html).toContain("Sign");
});

test("a button that may be used carries no reason and keeps its type", () => {
  const html = renderToStaticMarkup(
    <Button type="submit" reason={null}>
      Sign
    </Button>,
  );
  expect(html).toContain('type="submit"');
  expect(html).not.toContain("aria-disabled");
});

test("an icon button has its label as name, and its reason as tooltip once it is refused", () => {
  expect(renderToStaticMarkup(<IconButton label="Close" icon={<i />} />)).toMatch(
    /aria-label="Close".*data-tip="Close"/,
  );
  expect(renderToStaticMarkup(<IconButton label="Close" icon={<i />} reason="Not yours." />)).toContain(
    'data-tip="Not yours."',
  );
});

test("a link one may not follow is still a link by name, without an address", () => {
  const html = renderToStaticMarkup(
    <LinkButton href="/u/apim-45" reason="You are not a member.">
      Open
    </LinkButton>,
  );
  expect(html).toContain('role="link"');
  expect(html).not.toContain("href");
  expect(html).toContain("You are not a member.");
});
