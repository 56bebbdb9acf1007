import { Link } from 'react-router'
import { type Figure, Value } from '../figures/figure'

interface Days {
  readonly from: string
  readonly to: string
}

/** A figure of some days, leading to the rows it is made of: of one platform; of all, to the platforms that it adds up. */
export function Amounts({ figure, window, platform }: { figure: Figure; window: Days; platform?: string }) {
  return (
    <Link to={rowsOf(figure.code, window, platform)}>
      <Value figure={figure} />
    </Link>
  )
}

export function rowsOf(code: string, { from, to }: Days, platform?: string): string {
  const days = `from=${from}&to=${to}`
  return platform ? `/figures/${platform}/${code}?${days}` : `/figures?${days}&of=${code}`
}
