// Prints a one-time link that makes the first admin of an empty instance. Started by npm start.
import { mintFirstAdminLink } from "@/features/people/commands/first-admin";
import { disconnect } from "@/lib/db";

try {
  console.log(await mintFirstAdminLink());
} finally {
  await disconnect();
}
