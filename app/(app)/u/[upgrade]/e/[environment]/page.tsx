import { redirect } from "next/navigation";
import { paths } from "@/lib/paths";

/** An environment opens with its checklist. */
export default async function EnvironmentPage({
  params,
}: {
  params: Promise<{ upgrade: string; environment: string }>;
}) {
  const { upgrade, environment } = await params;
  redirect(paths.checklist(upgrade, environment));
}
