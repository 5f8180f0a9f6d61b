import { sendForm } from "@/components/form/send-form";
import type { ItemsImported, ItemsPreview } from "../schema";

const at = (upgrade: string, kind: string) =>
  `/api/v1/upgrades/${encodeURIComponent(upgrade)}/inventory/kinds/${encodeURIComponent(kind)}/import`;

/** Asks what a table of items would do. */
export const tryItems = (upgrade: string, kind: string, file: File) =>
  sendForm<ItemsPreview>(`${at(upgrade, kind)}/preview`, { file });

/** Does what a preview said. */
export const sendItems = (
  upgrade: string,
  kind: string,
  sent: { file: File; digest: string; skipRefused: "true" | "false" },
) => sendForm<ItemsImported>(at(upgrade, kind), sent);
