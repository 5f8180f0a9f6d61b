import { Notice } from "@/components/ui/notice";

/** An environment, as far as what its exit is signed on may change. */
export type SignedEnvironment = { name: string; exitSigned: boolean };

/** Says, before it happens, whose exits are signed on what is about to change. */
export function StaleWarning({ environments }: { environments: readonly SignedEnvironment[] }) {
  const signed = environments.filter((environment) => environment.exitSigned);
  if (signed.length === 0) return null;
  return (
    <Notice tone="warning" live>
      {signed.map(({ name }) => `${name}’s exit is signed: this makes its signatures stale.`).join(" ")}
    </Notice>
  );
}
