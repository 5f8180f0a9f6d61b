"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { RadioGroup } from "@/components/form/radio-group";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { compareVersions, isBefore } from "@/domain/version";
import { paths } from "@/lib/paths";
import { cloneUpgradeAction } from "../actions";
import type { UpgradeView } from "../queries";

interface CloneDialogProps {
  upgrade: UpgradeView;
  /** Every release the playbook knows. */
  releases: readonly string[];
  onClose: () => void;
}

const along =
  "Environments with their values and signatures, answers and people come along; your own use cases and test cases; and every item of the inventories, with the verdict of before as a proposal. Work, results and evidence stay here.";

/** Makes another upgrade like this one: a copy, or the next hop of the path, which waits until this one is in production. */
export function CloneDialog({ upgrade, releases, onClose }: CloneDialogProps) {
  const router = useRouter();
  const targets = releases
    .filter((release) => isBefore(upgrade.to, release))
    .sort(compareVersions)
    .reverse();
  const [nextHop, setNextHop] = useState(false);
  const [key, setKey] = useState("");
  /** Null until somebody writes one: then it is what it is called as. */
  const [given, setTitle] = useState<string | null>(null);
  const title = given ?? `${upgrade.title} (${nextHop ? "next hop" : "copy"})`;
  const [to, setTo] = useState(targets[0] ?? "");
  const [targetReason, setTargetReason] = useState("");
  const [supportCase, setSupportCase] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const clone = async () => {
    setPending(true);
    const hop = { nextHop, to, targetReason: to === targets[0] ? "" : targetReason, supportCase };
    const result = await cloneUpgradeAction({ upgrade: upgrade.key, key, title, ...(nextHop ? hop : {}) });
    setPending(false);
    if (result.ok) router.push(paths.upgrade(result.output.key));
    else setFailure(result.message);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Clone ${upgrade.key}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={pending} onClick={() => void clone()}>
            {nextHop ? "Make the next hop" : "Clone"}
          </Button>
        </>
      }
    >
      <div className="grid gap-3.5">
        {failure ? (
          <Notice tone="error" live>
            {failure}
          </Notice>
        ) : null}
        <RadioGroup
          name="as"
          legend="As what"
          hint={along}
          value={nextHop ? "hop" : "copy"}
          onChange={(value) => setNextHop(value === "hop")}
          options={[
            { value: "copy", label: "A copy", hint: `From ${upgrade.from} to ${upgrade.to}, like this one.` },
            {
              value: "hop",
              label: "Next hop of the path",
              hint:
                targets.length > 0
                  ? `From ${upgrade.to} on. Its first gate stays shut until ${upgrade.key} is in production.`
                  : `The playbook knows no release after ${upgrade.to}.`,
              disabled: targets.length === 0,
            },
          ]}
        />
        {nextHop ? (
          <Select
            label="Target"
            required
            value={to}
            onChange={(event) => setTo(event.target.value)}
            options={targets.map((release) => ({ value: release, label: `${upgrade.to} → ${release}` }))}
          />
        ) : null}
        <TextInput
          label="Key of the new upgrade"
          required
          maxLength={20}
          value={key}
          onChange={(event) => setKey(event.target.value.toUpperCase())}
        />
        <TextInput label="Title" required value={title} onChange={(event) => setTitle(event.target.value)} />
        {nextHop && to !== targets[0] ? (
          <TextArea
            label={`Why ${to} is the target`}
            hint={`It is not the newest release (${targets[0]}).`}
            required
            rows={2}
            value={targetReason}
            onChange={(event) => setTargetReason(event.target.value)}
          />
        ) : null}
        {nextHop ? (
          <TextInput
            label="Support case"
            hint="Or why there is none; some paths need one."
            value={supportCase}
            onChange={(event) => setSupportCase(event.target.value)}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
