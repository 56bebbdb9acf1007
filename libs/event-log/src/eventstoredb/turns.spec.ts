import { Deadline, Turns } from './turns'

const late = (milliseconds: number) => new Error(`late after ${milliseconds}`)

function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('turns at one stream', () => {
  it('given three appends to one contract, when the first is slow, then they still end in the order of asking', async () => {
    const turns = new Turns()
    const slow = gate()
    const ended: string[] = []
    const take = (name: string, work: Promise<void> = Promise.resolve()) =>
      turns.take('contract', new Deadline(10_000), late, async () => {
        await work
        ended.push(name)
      })

    const all = [take('first', slow.opened), take('second'), take('third')]
    slow.open()
    await Promise.all(all)

    expect(ended).toEqual(['first', 'second', 'third'])
  })

  it('given work on one contract, when another contract asks, then it does not wait', async () => {
    const turns = new Turns()
    const slow = gate()
    const first = turns.take('contract', new Deadline(10_000), late, () => slow.opened)

    await expect(turns.take('other', new Deadline(10_000), late, async () => 'done')).resolves.toBe('done')
    slow.open()
    await first
  })

  it('given one whose turn does not come in time, then it never works, and those behind do not overtake the first', async () => {
    const turns = new Turns()
    const slow = gate()
    const worked: string[] = []
    const first = turns.take('contract', new Deadline(10_000), late, async () => {
      await slow.opened
      worked.push('first')
    })
    const second = turns.take('contract', new Deadline(5), late, async () => worked.push('second'))
    const third = turns.take('contract', new Deadline(10_000), late, async () => worked.push('third'))

    await expect(second).rejects.toThrow('late after 5')
    expect(worked).toEqual([])
    slow.open()
    await Promise.all([first, third])
    expect(worked).toEqual(['first', 'third'])
  })

  it('given a turn that failed, then the next has its own', async () => {
    const turns = new Turns()
    const failed = turns.take('contract', new Deadline(10_000), late, () => Promise.reject(new Error('conflict')))
    const next = turns.take('contract', new Deadline(10_000), late, async () => 'done')

    await expect(failed).rejects.toThrow('conflict')
    await expect(next).resolves.toBe('done')
  })

  it('when everything that was asked for is over, then it is idle', async () => {
    const turns = new Turns()
    const slow = gate()
    let over = false
    const first = turns.take('contract', new Deadline(10_000), late, () => slow.opened)
    const idle = turns.idle().then(() => {
      over = true
    })
    await Promise.resolve()
    expect(over).toBe(false)
    slow.open()
    await Promise.all([first, idle])
    expect(over).toBe(true)
  })
})

describe('a deadline', () => {
  it('given work that never ends, then it rejects when the time is over', async () => {
    await expect(new Deadline(5).within(new Promise(() => undefined), late)).rejects.toThrow('late after 5')
  })

  it('given work in time, then it gives the result', async () => {
    await expect(new Deadline(10_000).within(Promise.resolve(7), late)).resolves.toBe(7)
  })
})
