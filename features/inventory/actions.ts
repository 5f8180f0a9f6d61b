"use server";

import { action } from "@/lib/action";
import { bulkItems } from "./commands/bulk";
import { decideItem, linkTests, setItemState } from "./commands/decide";
import { addItem, editItem, removeItem, restoreItem } from "./commands/items";

export const addItemAction = action(addItem);
export const editItemAction = action(editItem);
export const decideItemAction = action(decideItem);
export const setItemStateAction = action(setItemState);
export const linkTestsAction = action(linkTests);
export const removeItemAction = action(removeItem);
export const restoreItemAction = action(restoreItem);
export const bulkItemsAction = action(bulkItems);
