/** What `--help` prints. */
export const HELP = `Signs in to Cerb from a terminal (OAuth2) and keeps the token in a file.

Usage: npm run token -- --url URL --client-id ID [options]
       npm run token -- --check [--file FILE]
       npm run token -- --renew [--file FILE]

Sign in
  --url URL            the address at which you open Cerb, e.g. https://cerb.example.com
  --client-id ID       the client ID of the OAuth app in Cerb (Search » OAuth Apps)
  --client-secret S    its client secret. Better: set CERB_CLIENT_SECRET or wait to be asked, as
                       npm prints the options and other users of this machine can see them
  --scope NAMES        scopes that the OAuth app defines (default: api)
  --callback URL       the callback URL of the OAuth app, exactly as Cerb has it
                       (default: http://127.0.0.1:8976/callback)
  --timeout SECONDS    how long to wait for your consent (default: 300)

Later
  --check              show who is signed in; renews the token first if Cerb does not take it
  --renew              trade the token pair for a new one; Cerb ends the old pair at once

Always
  --file FILE          where the token is kept, readable by you only (default: cerb-token.json)
  --help               this text

The client secret is never saved: to renew, set CERB_CLIENT_SECRET or wait to be asked.
`;
