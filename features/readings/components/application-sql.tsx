"use client";

import { useState } from "react";
import { Select } from "@/components/form/select";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { ApplicationStatements } from "../schema";

/** The statement to run on the product's database, for the engine the team uses or another it chooses. */
export function ApplicationSql({ release, engine, note, source, statements }: ApplicationStatements) {
  const [chosen, setChosen] = useState(engine ?? statements[0]?.engine ?? "");
  const statement = statements.find((one) => one.engine === chosen);
  if (!statement) return null;
  return (
    <Card
      title={`List the applications of ${release}`}
      padded
      action={<CopyButton text={statement.sql} label="Copy the statement" />}
    >
      <div className="flex flex-col gap-3">
        <p className="max-w-prose text-ink-2">
          Run it on the product's database, save its rows as CSV with their head, and read the file here.{" "}
          {note}
        </p>
        <Select
          label="Database engine"
          hint={engine === chosen ? "As answered in the upgrade's settings" : undefined}
          fieldClassName="max-w-64"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          options={statements.map((one) => ({ value: one.engine, label: one.label }))}
        />
        <ScrollRegion
          label="Statement"
          className="max-h-80 overflow-auto rounded-md border border-line bg-sunken"
        >
          <pre className="p-2.5 text-xs leading-relaxed">{statement.sql}</pre>
        </ScrollRegion>
        <p className="text-sm wrap-anywhere text-ink-2">{statement.how}</p>
        <p className="text-xs wrap-anywhere text-ink-3">Known from: {source}</p>
      </div>
    </Card>
  );
}
