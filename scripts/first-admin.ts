// Prints a one-time link that makes the first admin of an empty instance. Started by npm start.
import { mintFirstAdminLink } from "@/features/people/first-admin";

console.log(await mintFirstAdminLink());
