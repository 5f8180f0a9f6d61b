import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";

export default async function Page({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade } = await params;
  const view = await ask(viewUpgrade, { upgrade });
  return <h1>{view.title}</h1>;
}
