import { storyPassword } from "@/prisma/seed/password";

/** With which everybody in the sample story signs in and signs gates. */
export const everybodysPassword: string = storyPassword;
