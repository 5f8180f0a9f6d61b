"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

export type SubmitButtonProps = Omit<ButtonProps, "type">;

/** The main button of a form: primary, and waiting while the form is on its way. Pass `pending` from useActionForm. */
export function SubmitButton({ pending, variant = "primary", ...rest }: SubmitButtonProps) {
  const status = useFormStatus();
  return <Button {...rest} type="submit" variant={variant} pending={pending ?? status.pending} />;
}
