import type { z } from "zod";
import { decideLogMessage } from "@/features/logs/commands/decide";
import { readLogs } from "@/features/logs/commands/read";
import { viewLogs } from "@/features/logs/queries/view";
import type { decideInput, LogKind } from "@/features/logs/schema";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import type { Person } from "./people";
import type { Teller, Telling } from "./teller";

const env = "pre-prod";

/** A log that begins at a time: each line some seconds after the one before, `times` of it with another number in it. */
function logFrom(begins: Date, lines: readonly (readonly [string, string, string, number?])[]): string {
  let at = begins.getTime();
  const told: string[] = [];
  for (const [level, logger, message, times = 1] of lines)
    for (let number = 1; number <= times; number += 1) {
      at += 7_000;
      const time = new Date(at).toISOString().replace("T", " ").replace("Z", "").replace(".", ",");
      told.push(
        `TID: [-1234] [] [${time}] ${level} {${logger}} - ${message.replaceAll("#", String(number))}`,
      );
    }
  return `${told.join("\n")}\n`;
}

const client = "org.wso2.carbon.apimgt.migration.APIMMigrationService";
const hop = "org.wso2.carbon.apimgt.migration.migrator.client.V420Migration";
const mailer = [
  "ERROR",
  "org.wso2.carbon.identity.event.handler.notification.NotificationHandler",
  "Mail # could not be sent to the mail server mail.acme.example:25\njava.net.ConnectException: Connection refused\n\tat java.net.Socket.connect(Socket.java:609)",
] as const;
const expired = [
  " WARN",
  "org.wso2.carbon.security.keystore.KeyStoreAdmin",
  "The trusted certificate with alias [legacy-hub] and subject [CN=legacy-hub] is not valid due to [NotAfter: #]",
] as const;

const oldStack = [
  [...mailer, 41],
  [...expired, 1],
  [
    " INFO",
    "org.wso2.carbon.core.internal.StartupFinalizerServiceComponent",
    "WSO2 Carbon started in 61 sec",
  ],
] as const;

const newStack = [
  [" WARN", "org.wso2.config.mapper.ConfigParser", "Overriding files in configuration directory /opt/apim"],
  [" INFO", client, "WSO2 API-M Migration Task : Starting API Manager Migration from API-M 3.2.0 to 4.5.0"],
  [" INFO", hop, "WSO2 API-M Migration Task : Starting migration from 4.1.0 to 4.2.0..."],
  [
    " WARN",
    "org.wso2.carbon.apimgt.impl.utils.APIUtil",
    "Couldn't find GovernanceArtifactConfiguration of RXT: api. Tenant id set in registry : 3",
  ],
  [" INFO", hop, "WSO2 API-M Migration Task : Completed migration from 4.1.0 to 4.2.0..."],
  [
    " INFO",
    client,
    "WSO2 API-M Migration Task : WSO2 API Manager migration component successfully activated.",
  ],
  [
    " WARN",
    "org.wso2.carbon.apimgt.gateway.throttling.util.KeyTemplateRetriever",
    "Failed retrieving throttling data from remote endpoint: Connection refused. Retrying after 15 seconds...",
    6,
  ],
  [
    "ERROR",
    "org.apache.synapse.mediators.base.SequenceMediator",
    "{api:billing--Invoices:v1.0.0} Sequence named Value {name ='null', keyValue ='billing--Invoices:v1.0.0--In'} cannot be found",
    12,
  ],
  [...mailer, 3],
  [...expired, 1],
  [
    " INFO",
    "org.wso2.carbon.core.internal.StartupFinalizerServiceComponent",
    "Server           :  WSO2 API Manager-4.5.0",
  ],
  [
    " INFO",
    "org.wso2.carbon.core.internal.StartupFinalizerServiceComponent",
    "WSO2 Carbon started in 85 sec",
  ],
] as const;

/** Day -13: after the rehearsed migration the logs of both stacks are read, and each error is decided about. */
export async function preProdLogsAreRead(tell: Teller, { at, people }: Telling): Promise<void> {
  const { ines, lee } = people;
  const read = (who: Person, kind: LogKind, note: string, log: string, now: Date) =>
    execute(
      readLogs,
      who,
      {
        upgrade: tell.key,
        environment: env,
        kind,
        note,
        name: "wso2carbon.log",
        content: new Blob([log]).stream(),
      },
      { now: tell.clock(now) },
    );
  await read(
    lee,
    "baseline",
    "old-gw1, the week before",
    logFrom(at(-20, "09:00"), oldStack),
    at(-13, "14:20"),
  );
  await read(
    ines,
    "current",
    "after the migration client",
    logFrom(at(-14, "11:45"), newStack),
    at(-13, "14:30"),
  );
  const { messages } = await answer(
    viewLogs,
    ines,
    { upgrade: tell.key, environment: env },
    { now: at(-13, "14:30") },
  );
  const decide = (
    who: Person,
    logger: string,
    decision: Pick<z.input<typeof decideInput>, "decision" | "reason" | "link">,
    now: Date,
  ) => {
    const found = messages.find((message) => message.logger === logger);
    if (!found) throw new Error(`The logs of the story hold nothing of ${logger}`);
    return execute(
      decideLogMessage,
      who,
      { upgrade: tell.key, environment: env, signature: found.signature, version: 0, ...decision },
      { now: tell.clock(now) },
    );
  };
  await decide(
    ines,
    "NotificationHandler",
    { decision: "ignored", reason: "Pre-prod has no mail server; the old stack says it, too." },
    at(-13, "14:50"),
  );
  await decide(
    lee,
    "SequenceMediator",
    {
      decision: "issue",
      reason: "Only the invoices API, whose policy is rebuilt.",
      link: "https://issues.example.com/APIM-512",
    },
    at(-13, "15:10"),
  );
}
