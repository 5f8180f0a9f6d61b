import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password with argon2id and a random salt, in PHC format. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

// Verified against when there is no such person, so that the answer takes as long as for one.
const nobody =
  "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3Yd4TGW3Wz3Kk3h5j7ZQ9d6p0Yb2m3Q0m0m8n1yT3pE";

/** Whether the password is the one hashed. Takes the same time when there is no hash. */
export async function isPassword(hashed: string | null | undefined, password: string): Promise<boolean> {
  try {
    const matches = await verify(hashed ?? nobody, password);
    return matches && Boolean(hashed);
  } catch {
    return false;
  }
}
