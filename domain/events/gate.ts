import { counted, dated } from "../sentence";

interface OfGate {
  /** "Pre-prod exit". */
  gate: string;
}

/** Events of gates, sign-offs, conditions and waivers. */
export interface GateEvents {
  "gate.slotsSet": OfGate & { was: string; is: string };
  "gate.dueSet": OfGate & { was: string | null; is: string | null };
  "gate.opened": OfGate;
  "gate.shut": OfGate & { blockers: number };
  "gate.ready": OfGate;
  "signOff.signed": OfGate & {
    meaning: string;
    statement: string;
    manifestSha256: string;
    conditions: string[];
    doersMaySign: boolean;
  };
  "signOff.rejected": OfGate & { reason: string; manifestSha256: string };
  "signOff.withdrawn": OfGate & { reason: string };
  "signOff.wentStale": OfGate & {
    signer: string;
    changes: { subject: string; was: string; is: string }[];
    more: number;
  };
  "condition.cleared": OfGate & { text: string; note: string };
  "waiver.requested": OfGate & { blocker: string; reason: string; expiresAt: string };
  "waiver.approved": OfGate & { blocker: string; reason: string; expiresAt: string };
  "waiver.declined": OfGate & { blocker: string; reason: string };
  "waiver.ended": OfGate & { blocker: string; reason: string };
  "waiver.expired": OfGate & { blocker: string };
}

/** What each event says: after the actor's name, or, of an effect, as a whole sentence. */
export const gateSentences: { [T in keyof GateEvents]: (data: GateEvents[T]) => string } = {
  "gate.slotsSet": (d) => `changed the signatures of ${d.gate} from ${d.was} to ${d.is}`,
  "gate.dueSet": (d) => (d.is ? `set ${d.gate} due ${dated(d.is)}` : `removed the due date of ${d.gate}`),
  "gate.opened": (d) => `The gate ${d.gate} opened`,
  "gate.shut": (d) => `The gate ${d.gate} was shut by ${counted(d.blockers, "blocker")}`,
  "gate.ready": (d) => `The gate ${d.gate} became ready to sign`,
  "signOff.signed": (d) =>
    `signed ${d.gate} (${d.meaning.replaceAll("_", " ")})${d.doersMaySign ? ", where who did the work may sign" : ""}: ${d.statement}`,
  "signOff.rejected": (d) => `rejected ${d.gate}: ${d.reason}`,
  "signOff.withdrawn": (d) => `withdrew the signature of ${d.gate}: ${d.reason}`,
  "signOff.wentStale": (d) =>
    `The signature of ${d.signer} on ${d.gate} went stale: ${d.changes.map((c) => `${c.subject} was ${c.was}, is ${c.is}`).join("; ")}${d.more > 0 ? ` and ${d.more} more` : ""}`,
  "condition.cleared": (d) => `cleared the condition “${d.text}” of ${d.gate}: ${d.note}`,
  "waiver.requested": (d) =>
    `asked to waive “${d.blocker}” at ${d.gate} until ${dated(d.expiresAt)}: ${d.reason}`,
  "waiver.approved": (d) =>
    `approved waiving “${d.blocker}” at ${d.gate} until ${dated(d.expiresAt)}: ${d.reason}`,
  "waiver.declined": (d) => `declined to waive “${d.blocker}” at ${d.gate}: ${d.reason}`,
  "waiver.ended": (d) => `ended the waiver of “${d.blocker}” at ${d.gate}: ${d.reason}`,
  "waiver.expired": (d) => `The waiver of “${d.blocker}” at ${d.gate} expired`,
};
