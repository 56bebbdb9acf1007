import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Refused } from './api/ask'
import { bringPlaceOf } from './pages'
import { Root } from './root'
import './page.css'
import { startWords } from './all-words'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What the service refuses it refuses again; only a connection is worth another try.
      retry: (count, error) => error instanceof Refused && error.problem.status === 0 && count < 2,
      refetchOnWindowFocus: false,
      staleTime: 30_000,
    },
  },
})
const root = document.getElementById('page')
if (!root) throw new Error('index.html has no #page')
bringPlaceOf(location.hash.slice(1).split('?')[0])
await startWords()
createRoot(root).render(
  <QueryClientProvider client={client}>
    <Root />
  </QueryClientProvider>,
)
