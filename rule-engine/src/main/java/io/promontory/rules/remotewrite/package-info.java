/**
 * Writing results to other servers, Prometheus' remote write 1.0 and 2.0. A {@link
 * io.promontory.rules.remotewrite.ReceiverQueue} follows the log of results, so that nothing is
 * queued in memory that could be lost: it takes a {@link io.promontory.rules.remotewrite.Round} of
 * transactions, sends them in shards by {@link io.promontory.rules.remotewrite.BatchSender}, and
 * notes in a {@link io.promontory.rules.remotewrite.RoundFile} how far the receiver is.
 */
@NullMarked
package io.promontory.rules.remotewrite;

import org.jspecify.annotations.NullMarked;
