/**
 * Stable merge sort. `swap` says whether the left item belongs behind the right one. It compares in the reference's
 * order, so that of several items that cannot be compared the same one is reported.
 */
export function mergeSort<Item>(items: readonly Item[], swap: (left: Item, right: Item) => boolean): Item[] {
  if (items.length <= 1) return items.slice();
  const middle = Math.floor(items.length / 2);
  const left = mergeSort(items.slice(0, middle), swap);
  const right = mergeSort(items.slice(middle), swap);
  const result: Item[] = [];
  let nextLeft = 0;
  let nextRight = 0;
  while (nextLeft < left.length && nextRight < right.length) {
    // Both indexes are inside their arrays.
    if (swap(left[nextLeft] as Item, right[nextRight] as Item)) result.push(right[nextRight++] as Item);
    else result.push(left[nextLeft++] as Item);
  }
  while (nextLeft < left.length) result.push(left[nextLeft++] as Item);
  while (nextRight < right.length) result.push(right[nextRight++] as Item);
  return result;
}
