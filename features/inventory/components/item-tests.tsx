"use client";

import { useState } from "react";
import { Combobox } from "@/components/form/combobox";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import { linkTestsAction } from "../actions";
import type { ItemView } from "../schema";

/** The test cases that prove what was decided about an item. */
export function ItemTests({
  upgrade,
  item,
  cases,
  refused,
}: {
  upgrade: string;
  item: ItemView;
  /** Active test cases to choose from. */
  cases: readonly { code: string; title: string }[];
  refused: string | null;
}) {
  const [chosen, setChosen] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const linked = item.testCases.map(({ code }) => code);
  const save = async (testCases: readonly string[]) => {
    const result = await linkTestsAction({
      upgrade,
      item: item.code,
      version: item.version,
      testCases: [...testCases],
    });
    setFailure(result.ok ? null : result.message);
    if (result.ok) setChosen("");
  };
  return (
    <Card title="Test cases that prove it" padded>
      <div className="flex flex-col gap-2.5">
        {failure ? (
          <Notice tone="error" live>
            {failure}
          </Notice>
        ) : null}
        {item.testCases.length === 0 ? (
          <p className={item.untested ? "text-blocked" : "text-ink-3"}>
            {item.untested ? "The verdict asks for at least one test case." : "None is linked."}
          </p>
        ) : (
          <ul>
            {item.testCases.map(({ code, title, archived }) => (
              <li key={code} className="flex items-center gap-2">
                <Link
                  href={paths.testCase(upgrade, code)}
                  className="min-w-0 flex-1 truncate hover:underline"
                >
                  <span className="num font-mono text-xs text-ink-3">{code}</span> {title}
                  {archived ? <span className="text-stale"> (archived)</span> : null}
                </Link>
                <Button
                  size="sm"
                  variant="quiet"
                  reason={refused}
                  aria-label={`Unlink ${code}`}
                  onClick={() => void save(linked.filter((one) => one !== code))}
                >
                  Unlink
                </Button>
              </li>
            ))}
          </ul>
        )}
        {refused ? (
          <p className="text-sm text-ink-3">{refused}</p>
        ) : (
          <div className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <Combobox
                key={linked.join(" ")}
                name="testCase"
                label="Link a test case"
                placeholder="Code or title"
                nothing="No test case matches"
                defaultValue={chosen}
                onChange={setChosen}
                options={cases
                  .filter(({ code }) => !linked.includes(code))
                  .map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
              />
            </div>
            <Button
              reason={chosen === "" ? "Choose a test case first." : null}
              onClick={() => void save([...linked, chosen])}
            >
              Link
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
