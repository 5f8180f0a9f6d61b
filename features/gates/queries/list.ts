import { z } from "zod";
import { gateKinds } from "@/domain/gate-kind";
import { upgradeKey } from "@/lib/fields";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { gateOf } from "@/lib/standing";
import { gateList } from "../schema";
import { gateSummary } from "./summary";

/** Every gate of an upgrade on the way up, as it is this moment. */
export const listGates = upgradeQuery({
  name: "gate.list",
  action: "gate.view",
  summary: "The gates of an upgrade in promotion order, each with its state, blockers and signatures counted",
  path: "/upgrades/{upgrade}/gates",
  input: z.object({ upgrade: upgradeKey }),
  output: gateList,
  run: async ({ read, upgrade, now }) => {
    const present = await savedFacts(read, upgrade).present(now);
    return {
      items: present.environments.flatMap((standing) =>
        gateKinds.map((kind) =>
          gateSummary(standing, gateOf(present.upgrade, standing.environment.id, kind), standing[kind], now),
        ),
      ),
    };
  },
});
