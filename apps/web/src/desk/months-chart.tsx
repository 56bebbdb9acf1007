import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { shown } from '../money/amount'
import { useUnit } from '../money/money'
import { t, wordIn } from '../words/word'
import type { Told } from './desk'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/**
 * Twelve months as lines, a month in which nothing happened at zero. Drawn with floating point, which nobody can see; where tax
 * bases are not added (H12) a month has no point, and the table beside it has both parts.
 */
export default function MonthsChart({ months }: { months: Told<'months'> }) {
  const frame = useRef<HTMLDivElement>(null)
  const { unit } = useUnit()
  useEffect(() => {
    if (!frame.current) return
    const chart = init(frame.current, undefined, { renderer: 'svg' })
    const codes = months[0]?.figures.map((it) => it.code) ?? []
    const name = (code: string) => t(wordIn('desk.flow', code))
    chart.setOption({
      animation: false,
      color: ['#175b8c', '#d46b08', '#389e0d'],
      grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, data: codes.map(name) },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        formatter: ([{ dataIndex }]: { dataIndex: number }[]) => {
          const { month, figures } = months[dataIndex]
          const line = (it: (typeof figures)[number]) =>
            `${name(it.code)} ${it.value === null ? '—' : shown(it.value, unit)}`
          return [month, ...figures.map(line)].join('\n')
        },
      },
      xAxis: { type: 'category', boundaryGap: false, data: months.map((it) => it.month) },
      yAxis: {
        type: 'value',
        // Nothing at all is a line along zero, not a scale of zeros.
        max: ({ max }: { max: number }) => (max === 0 ? 10_000 : null),
        axisLabel: { formatter: (it: number) => t('desk.axis', { amount: (it / 10_000).toLocaleString() }) },
      },
      series: codes.map((code, at) => ({
        name: name(code),
        type: 'line',
        symbolSize: 6,
        // Told apart without colour, too.
        symbol: ['circle', 'rect', 'triangle'][at],
        lineStyle: { type: ['solid', 'dashed', 'dotted'][at] },
        data: months.map(({ figures }) => (figures[at].value === null ? null : Number(figures[at].value))),
      })),
    })
    const resized = new ResizeObserver(() => chart.resize())
    resized.observe(frame.current)
    return () => {
      resized.disconnect()
      chart.dispose()
    }
  }, [months, unit])
  return <div ref={frame} className="chart" role="img" aria-label={t('desk.months')} />
}
