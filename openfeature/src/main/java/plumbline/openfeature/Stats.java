package plumbline.openfeature;

/**
 * What became of the events so far. Each is in one of the four, and ends in one of the last three;
 * a repeat of an exposure that is stored already is no event.
 *
 * @param queued wait, or are being sent
 * @param sent are stored
 * @param dropped were never sent, or not for certain: the queue was full, they could not be events,
 *     or they were left when it was closed
 * @param rejected were refused by tracking-service, which stored nothing of them
 */
public record Stats(long queued, long sent, long dropped, long rejected) {}
