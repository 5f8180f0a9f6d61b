import { type ConfigurationKnowledge, type KnownChange, noKnowledge } from "./knowledge";
import type { Setting } from "./setting";
import type { SettingValue } from "./setting-value";

/** A change of release 2.0 with these particulars. */
export function change(particulars: Partial<KnownChange> & Pick<KnownChange, "kind" | "key">): KnownChange {
  return { after: "1.0", by: "2.0", level: "must_act", note: "Note.", source: "guide", ...particulars };
}

/** A small product: three releases, a few defaults, one second name, and these changes. */
export function smallProduct(changes: readonly KnownChange[] = []): ConfigurationKnowledge {
  return {
    ...noKnowledge("small"),
    releases: ["1.0", "2.0", "3.0"],
    sources: { guide: "Guide", defaults: "defaults of {release}" },
    aliases: [
      { from: "short", to: ["long.name"] },
      { from: "both", to: ["left.port", "right.port"] },
    ],
    changes,
    files: [
      {
        name: "old.xml",
        path: "conf/old.xml",
        kind: "xml",
        root: "Old",
        source: "guide",
        settings: [
          { at: "/Old/Size", key: "page.size", default: "10", in26: "yes" },
          { at: "/Old/Level", key: "page.level", default: "low", in26: "yes" },
        ],
        dropped: [],
      },
    ],
    defaults: {
      "page.level": [["3.0", "3.0", "high"]],
      "server.port": [["1.0", "3.0", 80]],
      "server.mode": [
        ["1.0", "1.0", "slow"],
        ["2.0", "3.0", "fast"],
      ],
      "long.name": [["1.0", "3.0", "x"]],
      "gone.key": [["1.0", "1.0", "here"]],
      "list.of.tables": [
        [
          "1.0",
          "3.0",
          [
            { name: "a", on: true },
            { name: "b", on: false },
          ],
        ],
      ],
    },
  };
}

/** A setting of a file in the target's own form. */
export function setting(key: string, value: SettingValue, secret: Setting["secret"] = null): Setting {
  return { key, file: "a.toml", line: 1, value, secret, moved: null };
}
