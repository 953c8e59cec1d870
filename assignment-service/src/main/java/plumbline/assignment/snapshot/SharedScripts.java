package plumbline.assignment.snapshot;

/**
 * What Redis does at one go. Keys are those of {@link SharedKeys}: meta, rows, changed. Numbers are
 * doubles there, which hold versions, stamps and sums of stamps exactly.
 */
final class SharedScripts {
  /** Answer of {@link #WRITE}: the changes do not lead from what is there to that state. */
  static final int MISFIT = -1;

  // ARGV: the version after which. Answers with epoch, version, fingerprint and rows.
  static final String READ =
      """
      local meta = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'fingerprint')
      local rows = {}
      for i, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[1], '+inf')) do
        rows[i] = redis.call('HGET', KEYS[2], id) or ''
      end
      return {meta[1] or '', meta[2] or '', meta[3] or '', rows}
      """;

  // ARGV: epoch, version, fingerprint, confirmed, channel, mode; then for each row id, version at
  // which it changed, stamp, row. What is not of the right type counts as absent.
  static final String WRITE =
      """
      local types = {'hash', 'hash', 'zset'}
      for i, wanted in ipairs(types) do
        local found = redis.call('TYPE', KEYS[i]).ok
        if found ~= 'none' and found ~= wanted then redis.call('DEL', unpack(KEYS)) end
      end
      local mode = ARGV[6]
      local held = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'fingerprint')
      local version = tonumber(held[2] or '') or -1
      local same = held[1] == ARGV[1]
      if mode ~= 'FORCE' and same and (version > tonumber(ARGV[2])
          or version == tonumber(ARGV[2]) and held[3] == ARGV[3]) then
        return 0
      end
      if mode == 'CHANGES' then
        local sum = same and tonumber(held[3] or '') or -1
        for i = 7, #ARGV, 4 do
          local before = redis.call('HGET', KEYS[2], ARGV[i])
          local stamp = before and string.match(before, '^%d+ (%d+)\\n') or 0
          sum = sum - stamp + ARGV[i + 2]
        end
        if sum ~= tonumber(ARGV[3]) then return -1 end
      else
        redis.call('DEL', KEYS[2], KEYS[3])
      end
      for i = 7, #ARGV, 4 do
        redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 3])
        redis.call('ZADD', KEYS[3], ARGV[i + 1], ARGV[i])
      end
      redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'version', ARGV[2], 'fingerprint', ARGV[3],
        'confirmed', ARGV[4])
      redis.call('PUBLISH', ARGV[5], ARGV[2])
      return 1
      """;

  private SharedScripts() {}
}
