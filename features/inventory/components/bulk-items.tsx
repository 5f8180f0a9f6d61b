"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PersonCombobox } from "@/components/form/person-combobox";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { itemStates } from "@/domain/inventory";
import { plural } from "@/lib/format";
import { bulkItemsAction } from "../actions";
import type { ItemLine, ItemList } from "../schema";
import { stateLook } from "./item-look";
import type { ItemPeople } from "./people";

type Asking = "verdict" | "state" | "owner";
const words: Record<Asking, string> = { verdict: "Decide", state: "Set state", owner: "Give to" };

/** What can be done with several items at once. Those that are refused are named with their reasons; the others are done. */
export function BulkItems({
  upgrade,
  members,
  refused,
  kind,
  environments,
  items,
  onDone,
}: ItemPeople &
  Pick<ItemList, "kind" | "environments"> & { items: readonly ItemLine[]; onDone: () => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [verdict, setVerdict] = useState("");
  const [state, setState] = useState("done");
  const [environment, setEnvironment] = useState(environments[0]?.key ?? "");
  const [owner, setOwner] = useState("");
  const [reason, setReason] = useState("");
  const [pending, setPending] = useState(false);
  const [failures, setFailures] = useState<readonly string[]>([]);

  async function send(what: Asking) {
    setPending(true);
    const result = await bulkItemsAction({
      upgrade,
      items: items.map(({ code }) => code),
      reason: what === "owner" ? "" : reason,
      ...(what === "verdict" && { verdict: verdict || null }),
      ...(what === "state" && { state: itemStates.find((known) => known === state) ?? "done", environment }),
      ...(what === "owner" && { ownerId: owner || null }),
    }).catch(() => ({
      ok: false as const,
      message: "The server could not be reached. Nothing was changed; try again.",
    }));
    setPending(false);
    if (!result.ok) return setFailures([result.message]);
    setAsking(null);
    setReason("");
    setFailures(result.output.refused.map(({ code, message }) => `${code}: ${message}`));
    void notify({ message: `${words[what]}: ${plural(result.output.changed.length, kind.noun)}` });
    router.refresh();
    if (result.output.refused.length === 0) onDone();
  }

  const actions: readonly { what: Asking; action: string }[] = [
    ...(kind.verdicts.length > 0 ? [{ what: "verdict" as const, action: "item.decide" }] : []),
    { what: "state", action: "item.setState" },
    { what: "owner", action: "item.edit" },
  ];
  return (
    <section
      className="grid gap-2 border-b border-line bg-select-bg px-3.5 py-2"
      aria-label={`Selected ${kind.title.toLowerCase()}`}
    >
      <div className="flex flex-wrap items-center gap-2">
        <span className="num mr-1 font-semibold">{plural(items.length, kind.noun)} selected</span>
        {actions.map(({ what, action }) => (
          <Button key={what} size="sm" reason={refused[action] ?? null} onClick={() => setAsking(what)}>
            {words[what]}
          </Button>
        ))}
        <Button size="sm" variant="quiet" onClick={onDone}>
          Select nothing
        </Button>
      </div>
      {failures.length > 0 && asking === null ? <Failures list={failures} /> : null}
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={asking ? `${words[asking]}: ${plural(items.length, kind.noun)}` : ""}
        footer={
          <>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button variant="primary" pending={pending} onClick={() => asking && void send(asking)}>
              {asking ? words[asking] : ""}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3.5">
          {failures.length > 0 ? <Failures list={failures} /> : null}
          {asking === "verdict" ? (
            <Select
              label="Verdict"
              empty="No verdict"
              value={verdict}
              onChange={(event) => setVerdict(event.target.value)}
              options={kind.verdicts.map(({ value, label }) => ({ value, label }))}
            />
          ) : null}
          {asking === "state" ? (
            <>
              <Select
                label="Environment"
                value={environment}
                onChange={(event) => setEnvironment(event.target.value)}
                options={environments.map(({ key, name }) => ({ value: key, label: name }))}
              />
              <Select
                label="State"
                value={state}
                onChange={(event) => setState(event.target.value)}
                options={itemStates.map((value) => ({ value, label: stateLook[value].word }))}
              />
            </>
          ) : null}
          {asking === "owner" ? (
            <PersonCombobox
              name="owner"
              label="Owner"
              people={members}
              defaultValue={owner}
              onChange={setOwner}
            />
          ) : (
            <TextArea
              name="reason"
              label="Why, or what was done"
              hint="Not applicable needs a reason."
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </div>
      </Dialog>
    </section>
  );
}

function Failures({ list }: { list: readonly string[] }) {
  return (
    <Notice tone="error" live>
      <ul>
        {list.slice(0, 10).map((one) => (
          <li key={one}>{one}</li>
        ))}
        {list.length > 10 ? <li>and {list.length - 10} more</li> : null}
      </ul>
    </Notice>
  );
}
