import { type RefObject, useEffect } from 'react'

/** Another page begins at its top. */
export function useTop(box: RefObject<HTMLElement | null>, page: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the page is another.
  useEffect(() => {
    // Answers a promise in newer browsers, which would be taken for what tidies up.
    void box.current?.scrollTo(0, 0)
  }, [box, page])
}
