import { InStep } from './in-step'

test('given requests that came in one turn, then none goes on within it, and each takes a step before any takes the next', async () => {
  const together = new InStep()
  const steps: string[] = []
  const walk = async (name: string) => {
    await together.next()
    for (let step = 1; step <= 3; step++) {
      steps.push(`${name}${step}`)
      await undefined
    }
  }
  const walked = [walk('a'), walk('b')]
  await Promise.resolve()
  expect(steps).toEqual([])
  await Promise.all(walked)
  expect(steps).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
})

test('given one that comes while others go, then it waits for the end of its own turn and is not forgotten', async () => {
  const together = new InStep()
  let late: Promise<void> | undefined
  await together.next().then(() => {
    late = together.next()
  })
  await late
})
