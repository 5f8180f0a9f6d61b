import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DataTable } from "./data-table";
import { MatrixGrid } from "./matrix-grid";
import { VirtualList } from "./virtual-list";

type Step = { id: string };

const groups = ["Prepare", "Migrate"].map((name) => ({
  key: name,
  heading: <span>{name}</span>,
  rows: Array.from({ length: 500 }, (_, index): Step => ({ id: `${name}-${index + 1}` })),
}));

const list = (density: "comfortable" | "compact") =>
  renderToStaticMarkup(
    <VirtualList
      label="Steps"
      groups={groups}
      rowKey={(step) => step.id}
      renderRow={(step) => <b>{step.id}</b>}
      density={density}
      currentKey="Prepare-3"
    />,
  );

test("the first screenful of a thousand steps is in the page before any JavaScript runs", () => {
  const html = list("comfortable");
  const rows = html.match(/data-row=/g)?.length ?? 0;
  expect(rows).toBeGreaterThanOrEqual(20);
  expect(rows).toBeLessThan(60);
  expect(html).toContain("<b>Prepare-1</b>");
  expect(html).not.toContain("Migrate-1<");
  expect(list("compact").match(/data-row=/g)?.length).toBeGreaterThan(rows);
});

test("each row knows its place in its group, one is in the tab order, and the open one is marked", () => {
  const html = list("comfortable");
  expect(html).toMatch(/aria-posinset="3" aria-setsize="500" aria-current="true"/);
  expect(html.match(/tabindex="0"/g)?.length).toBe(1);
});

test("a row is marked as the one the next key acts on only where the cursor has been put on it", () => {
  const steered = (cursorKey: string | null) =>
    renderToStaticMarkup(
      <VirtualList
        label="Steps"
        groups={groups}
        rowKey={(step) => step.id}
        renderRow={(step) => step.id}
        density="comfortable"
        cursorKey={cursorKey}
      />,
    );
  expect(steered("Prepare-2")).toMatch(/data-cursor="true" data-row="Prepare-2"/);
  expect(steered(null)).not.toContain("data-cursor");
  expect(steered("filtered out")).not.toContain("data-cursor");
});

test("a list without headings is one list with its own name", () => {
  const html = renderToStaticMarkup(
    <VirtualList
      label="Events"
      groups={[{ key: "all", heading: null, rows: [{ id: "a" }] }]}
      rowKey={(step) => step.id}
      renderRow={(step) => step.id}
      density="comfortable"
    />,
  );
  expect(html).toContain('<ul aria-label="Events"');
});

test("the matrix draws its first rows on the server and tells how many there are", () => {
  const html = renderToStaticMarkup(
    <MatrixGrid
      caption="Cases by environment"
      corner="Case"
      rows={Array.from({ length: 2000 }, (_, index) => ({ id: `TC-${index}` }))}
      columns={[
        { key: "dev", header: "Dev" },
        { key: "prod", header: "Prod" },
      ]}
      rowKey={(row) => row.id}
      rowHeader={(row) => ({ content: row.id, name: row.id })}
      cell={(row, column) => ({ label: "passed", content: "✓", href: `/${row.id}/${column}` })}
      columnName={(column) => column}
      density="comfortable"
    />,
  );
  expect(html).toContain('aria-rowcount="2001"');
  expect(html).toContain('aria-label="TC-3, prod: passed"');
  expect(html.match(/data-cell=/g)?.length).toBeLessThan(120);
  expect(html.match(/tabindex="0"/g)?.length).toBe(1);
});

test("a table without rows gives way to what teaches how to fill it", () => {
  const html = renderToStaticMarkup(
    <DataTable caption="Runs" columns={[]} rows={[]} rowKey={String} empty={<p>No runs yet</p>} />,
  );
  expect(html).toBe("<p>No runs yet</p>");
});
