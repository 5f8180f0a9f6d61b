"use client";

import { useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import type { FormValues } from "@/components/form/form-values";
import { RadioGroup } from "@/components/form/radio-group";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import type { DataSource } from "@/domain/migration-run";
import type { RunRow } from "../schema/runs";

type Data = NonNullable<RunRow["data"]>;

/** Tables as typed, a line each: name, rows here, rows in production. */
export function tablesIn(text: string): Data["tables"] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, name = line, here = "", production] =
        /^(\S+)[\s,;]+([\d_.’']+)(?:[\s,;]+([\d_.’']+))?$/.exec(line) ?? [];
      const number = (value: string) => (value === "" ? Number.NaN : Number(value.replaceAll(/[_.’']/g, "")));
      return { name, rows: number(here), production: production === undefined ? null : number(production) };
    });
}

const typed = (tables: Data["tables"]) =>
  tables.map(({ name, rows, production }) => [name, rows, production ?? ""].join(" ").trim()).join("\n");

/** The data as it is in the form. */
export function dataOf(values: FormValues): Data {
  const source = values.text("source") as DataSource;
  const masked = values.text("masked");
  const gigabytes = values.number("gigabytes");
  return {
    source,
    takenAt: source === "production_dump" ? values.optional("takenAt") : null,
    bytes: gigabytes === null ? null : Math.round(gigabytes * 1e9),
    masked: masked === "" ? null : masked === "yes",
    tables: tablesIn(values.raw("tables")),
  };
}

interface DataFieldsProps {
  data: Data | null;
  zone: string;
  now: string;
  errorOf: (name: string) => React.ReactNode;
}

/** What data a pilot runs on. */
export function DataFields({ data, zone, now, errorOf }: DataFieldsProps) {
  const [source, setSource] = useState<DataSource>(data?.source ?? "production_dump");
  return (
    <>
      <RadioGroup
        name="source"
        legend="Data"
        value={source}
        onChange={(value) => setSource(value as DataSource)}
        options={[
          {
            value: "production_dump",
            label: "A dump of production",
            hint: "Best: the same rows, the same surprises",
          },
          {
            value: "generated",
            label: "Generated data",
            hint: "Judged by how much of production's rows it has",
          },
        ]}
        error={errorOf("data.source")}
      />
      {source === "production_dump" ? (
        <DateTimeInput
          name="takenAt"
          label="Dump taken"
          zone={zone}
          max={now}
          defaultValue={data?.takenAt ?? null}
          error={errorOf("data.takenAt")}
          required
        />
      ) : null}
      <div className="flex flex-wrap gap-3">
        <TextInput
          name="gigabytes"
          label="Size in GB"
          inputMode="decimal"
          defaultValue={data?.bytes == null ? "" : data.bytes / 1e9}
          error={errorOf("data.bytes")}
          fieldClassName="max-w-36"
        />
        <RadioGroup
          name="masked"
          legend="Personal data masked"
          inline
          defaultValue={data?.masked == null ? "" : data.masked ? "yes" : "no"}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
            { value: "", label: "Not known" },
          ]}
        />
      </div>
      <TextArea
        name="tables"
        label="Tables that matter"
        hint="A line each: name, rows here, rows in production, as in “AM_SUBSCRIPTION 80000 100000”"
        rows={3}
        className="font-mono"
        defaultValue={typed(data?.tables ?? [])}
        error={errorOf("data.tables")}
      />
    </>
  );
}
