"use client";

import { useEffect, useState } from "react";
import { Link } from "@/components/ui/link";
import { SidePanel } from "@/components/ui/side-panel";
import type { Found } from "@/features/search/schema";
import { placesOf } from "./step-places";

interface StepNotHereProps {
  upgrade: string;
  /** What the address asks for. */
  code: string;
  /** "Pre-prod", or "the plan". */
  where: string;
  closeHref: string;
}

/** In place of a step that this list does not have: says so, and where a step of that code is. */
export function StepNotHere({ upgrade, code, where, closeHref }: StepNotHereProps) {
  const [places, setPlaces] = useState<readonly Found[]>([]);
  useEffect(() => {
    let over = false;
    const asked = new URLSearchParams({ q: code.slice(0, 100), upgrade });
    void fetch(`/api/v1/search?${asked}`)
      .then(async (response) => (response.ok ? ((await response.json()) as { items: Found[] }).items : []))
      .catch(() => [])
      .then((items) => {
        if (!over) setPlaces(placesOf(items, code));
      });
    return () => {
      over = true;
    };
  }, [upgrade, code]);
  return (
    <SidePanel title={`There is no step ${code} in ${where}`} closeHref={closeHref}>
      <div className="grid gap-3" role="status">
        <p className="text-ink-2">Its code may be mistyped, or a lead has removed it since.</p>
        {places.length > 0 ? (
          <div>
            <p>A step with this code is here:</p>
            <ul aria-label={`Where ${code} is`} className="mt-1 grid gap-1">
              {places.map((place) => (
                <li key={place.id}>
                  <Link className="link" href={place.href}>
                    {place.label}
                  </Link>{" "}
                  <span className="text-ink-3">{place.hint}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </SidePanel>
  );
}
