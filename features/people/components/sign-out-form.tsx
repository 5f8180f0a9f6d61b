import { Button } from "@/components/ui/button";
import { signOutAction } from "../actions";

/** Signs out and comes back here through the sign-in page; a form, so that it works without scripts. */
export function SignOutForm({ callbackUrl, children }: { callbackUrl: string; children: string }) {
  return (
    <form action={signOutAction}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Button type="submit" className="w-full justify-center">
        {children}
      </Button>
    </form>
  );
}
