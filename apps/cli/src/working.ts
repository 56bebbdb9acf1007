import { explain } from '@pilot-ledger/service'
import { Mistake } from './mistake'
import { bars } from './progress'

/** Runs one command with its bars; prints the result, or one clear line and exit code 1. */
export async function working<T>(
  work: (progress: ReturnType<typeof bars>['progress']) => Promise<T>,
  say: (result: T) => string,
): Promise<void> {
  const { progress, end } = bars()
  try {
    const result = await work(progress)
    end()
    const stated = say(result)
    if (stated !== '') process.stdout.write(`${stated}\n`)
  } catch (error) {
    end()
    process.stderr.write(`${error instanceof Mistake ? error.message : explain(error)}\n`)
    process.exitCode = 1
  }
}
