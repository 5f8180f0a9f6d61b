import { revokeCalendarLink } from "@/features/calendar/commands";
import { readCalendar, viewCalendarLink } from "@/features/calendar/queries";
import { setCrewHours } from "@/features/window/commands/crew-hours";
import { addFreeze, editFreeze, removeFreeze } from "@/features/window/commands/freezes";
import { uploadProfile } from "@/features/window/commands/upload-profile";
import { bookWindow, cancelWindow, moveWindow } from "@/features/window/commands/windows";
import { proposeWindows } from "@/features/window/queries/proposals";
import { getTrafficProfile } from "@/features/window/queries/traffic";
import { listWindows } from "@/features/window/queries/windows";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** What the REST API offers of change windows. Making a calendar link is not among it: no token makes another secret. */
export const windowOperations: readonly (AnyCommand | AnyQuery)[] = [
  getTrafficProfile,
  uploadProfile,
  proposeWindows,
  listWindows,
  bookWindow,
  moveWindow,
  cancelWindow,
  addFreeze,
  editFreeze,
  removeFreeze,
  setCrewHours,
  viewCalendarLink,
  revokeCalendarLink,
  readCalendar,
];
