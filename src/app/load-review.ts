/** The rules and the panels: a chunk of their own, so that the token exchange does not wait for them. */
export const loadReview = () => import('./VisitReview.tsx')
