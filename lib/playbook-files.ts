import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { PlaybookFile } from "./playbook-yaml";

/** Every YAML file of a playbook's folder, names relative to it, in order. */
export async function playbookFilesIn(folder: string): Promise<readonly PlaybookFile[]> {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), "utf8") })),
  );
}

/** Folders of playbooks under `root`, in order of names; each holds a playbook.yaml. */
export async function playbookFoldersIn(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(root, entry.name))
    .sort();
}
