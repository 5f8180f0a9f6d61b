import { describe, expect, it } from "vitest";
import { acceptInvitation } from "@/features/people/commands/accept";
import { mintFirstAdminLink } from "@/features/people/commands/first-admin";
import { viewInvitation } from "@/features/people/queries/invitation";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";

const secretOf = (link: string) => link.split("/").at(-1) ?? "";
const ada = { name: "Ada", email: "Ada@Example.com", password: "kayak lamp orchid tunnel" };

// One story in one database that begins empty.
describe("An empty instance", () => {
  it("gets its first admin by the newest link, once, however many try at the same time", async () => {
    const first = await mintFirstAdminLink();
    const second = await mintFirstAdminLink();
    expect(second).toMatch(/^http:\/\/localhost:3000\/invitation\/[\w-]{43}$/);
    await expect(answer(viewInvitation, null, { secret: secretOf(first) })).rejects.toMatchObject({
      code: "gone",
      details: { state: "revoked" },
    });
    const secret = secretOf(second);
    expect(await answer(viewInvitation, null, { secret })).toMatchObject({
      kind: "setup",
      email: null,
      isAdmin: true,
      invitedBy: "Liftlock",
    });

    const field = (path: string) => ({ code: "invalid_input", details: { fields: [{ path }] } });
    await expect(execute(acceptInvitation, null, { secret, ...ada, email: undefined })).rejects.toMatchObject(
      field("email"),
    );
    await expect(
      execute(acceptInvitation, null, { secret, ...ada, password: "ada@example.com" }),
    ).rejects.toMatchObject(field("password"));

    const tries = await Promise.allSettled(
      [1, 2, 3].map((n) => execute(acceptInvitation, null, { secret, ...ada, email: `ada${n}@example.com` })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await reader.user.findMany({ select: { name: true, isAdmin: true } })).toEqual([
      { name: "Ada", isAdmin: true },
    ]);
    expect(
      (await reader.auditEvent.findMany({ orderBy: { seq: "asc" } })).map((event) => event.type),
    ).toEqual(["person.setupOffered", "person.setupOffered", "person.joined"]);

    await expect(mintFirstAdminLink()).rejects.toMatchObject({ code: "gone" });
    await expect(execute(acceptInvitation, null, { secret, ...ada })).rejects.toMatchObject({ code: "gone" });
  });
});
