// An OpenFeature client that does what each line of its input asks for, and answers by a line:
// ClientProcess of the system tests says what is asked. Arguments: flagd and the port, or ofrep or
// ofrep-web, the base URL and optionally a token.
import { createInterface } from 'node:readline';

const EVENTS = [
  'PROVIDER_READY',
  'PROVIDER_CONFIGURATION_CHANGED',
  'PROVIDER_ERROR',
  'PROVIDER_STALE',
];

const [kind, address, token] = process.argv.slice(2);

async function connect() {
  switch (kind) {
    case 'flagd': {
      const { FlagdProvider } = await import('@openfeature/flagd-provider');
      // Half a second is the default: too little on a machine that has other work.
      const options = { host: '127.0.0.1', port: Number(address), deadlineMs: 10_000 };
      return onServer(new FlagdProvider(options));
    }
    case 'ofrep': {
      const { OFREPProvider } = await import('@openfeature/ofrep-provider');
      const headers = token ? { Authorization: `Bearer ${token}` } : {};
      return onServer(new OFREPProvider({ baseUrl: address, headers }));
    }
    case 'ofrep-web': {
      // Browsers have it. Pages that are seldom asked are not polled: SSE alone tells of changes.
      globalThis.EventSource = (await import('eventsource')).EventSource;
      const { OFREPWebProvider } = await import('@openfeature/ofrep-web-provider');
      return inBrowser(new OFREPWebProvider({ baseUrl: address, pollInterval: 0 }));
    }
    default:
      throw new Error(`no such provider: ${kind}`);
  }
}

async function onServer(provider) {
  const { OpenFeature } = await import('@openfeature/server-sdk');
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  const evaluate = (flags, context) =>
    Promise.all(flags.map(async (flag) => render(await details(client, flag, context))));
  return { client, evaluate };
}

// A browser has one user at a time, and asks for all flags when it becomes another.
async function inBrowser(provider) {
  const { OpenFeature } = await import('@openfeature/web-sdk');
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  let present = '{}';
  const evaluate = async (flags, context) => {
    if (JSON.stringify(context) !== present) {
      await OpenFeature.setContext(context);
      present = JSON.stringify(context);
    }
    return flags.map((flag) => render(details(client, flag)));
  };
  return { client, evaluate };
}

function details(client, { key, type, fallback }, context) {
  switch (type) {
    case 'boolean':
      return client.getBooleanDetails(key, fallback, context);
    case 'string':
      return client.getStringDetails(key, fallback, context);
    case 'object':
      return client.getObjectDetails(key, fallback, context);
    default:
      return client.getNumberDetails(key, fallback, context);
  }
}

function render({ value, variant, reason, errorCode, errorMessage, flagMetadata }) {
  return { value, variant, reason, error: errorCode, message: errorMessage, metadata: flagMetadata };
}

// The answers are the only thing on the output.
console.log = console.info = console.debug = console.error;
const answer = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const { client, evaluate } = await connect();
let events = [];
for (const event of EVENTS) {
  client.addHandler(event, (told) => events.push({ event, flags: told?.flagsChanged ?? [] }));
}
answer({});

for await (const line of createInterface({ input: process.stdin })) {
  const { flags, contexts } = JSON.parse(line);
  if (flags) {
    const rows = [];
    for (const context of contexts) {
      rows.push(await evaluate(flags, context));
    }
    answer(rows);
  } else {
    answer(events);
    events = [];
  }
}
process.exit(0);
