/** A line that counts up in place on a terminal, and says only the end result elsewhere. */
export function progressLine(title: string, out: NodeJS.WriteStream = process.stdout) {
  const started = performance.now()
  let [done, total, shown] = [0, 0, 0]
  return {
    step(now: number, of: number): void {
      done = now
      total = of
      if (!out.isTTY || performance.now() - shown < 100) return
      shown = performance.now()
      out.write(`\r${title}: ${done}/${total}`)
    },
    end(): void {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      if (total > 0) out.write(`${out.isTTY ? '\r' : ''}${title}: ${done}  (${seconds} s)\n`)
    },
  }
}
