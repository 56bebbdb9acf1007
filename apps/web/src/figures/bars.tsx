import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { shown } from '../money/amount'
import { readMark } from '../money/axis-mark'
import { useUnit } from '../money/money'
import { t } from '../words/word'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

export interface Bar {
  readonly name: string
  readonly value: string
}
const MOST = 20

/**
 * Bars of values. Their lengths are drawn with floating point, which nobody can see; what is written beside them are the
 * service's own digits.
 */
export default function Bars({
  bars,
  label,
  lying,
  money,
}: {
  bars: readonly Bar[]
  label: string
  lying: boolean
  money: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const { unit } = useUnit()
  useEffect(() => {
    if (!frame.current) return
    const chart = init(frame.current, undefined, { renderer: 'svg' })
    const some = lying
      ? [...bars]
          .sort((a, b) => Number(b.value) - Number(a.value))
          .slice(0, MOST)
          .reverse()
      : bars
    const words = (at: number) => (money ? shown(some[at].value, unit) : some[at].value)
    const names = { type: 'category' as const, data: some.map((it) => it.name) }
    const most = Math.max(0, ...some.map((it) => Math.abs(Number(it.value))))
    const mark = (it: number) => {
      if (!money) return String(it)
      const { unit, amount } = readMark(it, most)
      return t(`axis.${unit}`, { amount })
    }
    const values = {
      type: 'value' as const,
      axisLabel: { formatter: mark },
      // Where there is nothing, one zero says so.
      ...(most === 0 && { max: 1, interval: 1, axisLabel: { formatter: (it: number) => (it === 0 ? mark(0) : '') } }),
    }
    chart.setOption({
      animation: false,
      color: ['#3d7ea6'],
      grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        // Text, not HTML: the names come from people.
        renderMode: 'richText',
        formatter: ([it]: { dataIndex: number; name: string }[]) => `${it.name}\n${words(it.dataIndex)}`,
      },
      xAxis: lying ? values : names,
      yAxis: lying ? { ...names, axisLabel: { width: 200, overflow: 'truncate' } } : values,
      series: [{ type: 'bar', data: some.map((it) => Number(it.value)), barMaxWidth: 28 }],
    })
    const resized = new ResizeObserver(() => chart.resize())
    resized.observe(frame.current)
    return () => {
      resized.disconnect()
      chart.dispose()
    }
  }, [bars, lying, money, unit])
  return <div ref={frame} className="chart" role="img" aria-label={label} />
}
