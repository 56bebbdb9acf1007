import { ConfigProvider, App as Notices } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { HashRouter, Navigate, Route, Routes } from 'react-router'
import { Nothing } from './kit/page'
import { PageLayout } from './layout/layout'
import { groupsFor } from './layout/places'
import { UnitProvider } from './money/money'
import { firstOf, OUTLINE } from './pages'
import { SessionGate, useSession } from './session/session'
import { english, t } from './words/word'

const THEME = {
  token: {
    fontFamily:
      '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif',
    colorPrimary: '#175b8c',
    colorLink: '#175b8c',
    // Lighter under the pointer, as the library would have it, is too pale to read.
    colorLinkHover: '#0f4470',
    colorLinkActive: '#0f4470',
    // Red on white too, as links and in lists.
    colorError: '#cf1322',
    // Grey on white is read by everybody (contrast 4.5 : 1).
    colorTextSecondary: '#595959',
    colorTextDescription: '#595959',
    colorTextPlaceholder: '#6b6b6b',
    borderRadius: 4,
    motion: false,
  },
  components: {
    Layout: { headerBg: '#12324a', headerHeight: 48, headerPadding: '0 16px' },
    // As the library would have it links in a chosen row are too pale against it.
  },
}

/** The whole page: language, looks, who one is, and the pages. All of it is drawn anew when the language changes. */
export function Root() {
  useTranslation()
  dayjs.locale(english() ? 'en' : 'zh-cn')
  return (
    <ConfigProvider locale={english() ? enUS : zhCN} theme={THEME} button={{ autoInsertSpace: false }}>
      <Notices>
        <SessionGate>
          <UnitProvider>
            <HashRouter>
              <Ways />
            </HashRouter>
          </UnitProvider>
        </SessionGate>
      </Notices>
    </ConfigProvider>
  )
}

function Ways() {
  const { may, role } = useSession()
  const groups = groupsFor(OUTLINE, may)
  return (
    <Routes>
      <Route element={<PageLayout groups={groups} />}>
        <Route index element={<Navigate to={firstOf(role)} replace />} />
        {groups
          .flatMap((it) => it.pages)
          .map(({ path, shows: Shown }) => (
            <Route key={path} path={path} element={<Shown />} />
          ))}
        <Route path="*" element={<Nothing what={t('page.unknown')} />} />
      </Route>
    </Routes>
  )
}
