import { addItemComment } from "@/features/comments/commands";
import { listItemComments } from "@/features/comments/queries";
import { bulkItems } from "@/features/inventory/commands/bulk";
import { decideItem, linkTests, setItemState } from "@/features/inventory/commands/decide";
import { importItems, previewItems } from "@/features/inventory/commands/import-items";
import { addItem, editItem, removeItem, restoreItem } from "@/features/inventory/commands/items";
import { getItem, inventoryOverview, listItems } from "@/features/inventory/queries/lists";
import { exportItemsCsv, exportItemsXlsx } from "@/features/inventory/queries/sheets";
import { applyReading } from "@/features/readings/commands/apply";
import { makeReading } from "@/features/readings/commands/make";
import { getApplicationSql } from "@/features/readings/queries/application-sql";
import { getReading, listReadings } from "@/features/readings/queries/readings";
import { getTargetFile } from "@/features/readings/queries/target-file";
import { shiftTraffic } from "@/features/topology/commands/shift-traffic";
import { getTopology } from "@/features/topology/queries/topology";
import { listTraffic } from "@/features/topology/queries/traffic";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** What the REST API offers of inventories: lists, files read, topology and traffic. */
export const inventoryOperations: readonly (AnyCommand | AnyQuery)[] = [
  inventoryOverview,
  listItems,
  exportItemsCsv,
  exportItemsXlsx,
  previewItems,
  importItems,
  addItem,
  bulkItems,
  getItem,
  editItem,
  decideItem,
  setItemState,
  linkTests,
  removeItem,
  restoreItem,
  listItemComments,
  addItemComment,
  listReadings,
  makeReading,
  getApplicationSql,
  getReading,
  applyReading,
  getTargetFile,
  getTopology,
  listTraffic,
  shiftTraffic,
];
