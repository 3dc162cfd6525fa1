/**
 * Replicas of a series become one: {@link io.promontory.series.replica.ReplicaMerge} is the rule,
 * {@link io.promontory.series.replica.ReplicaDecoder} applies it to the chunks of a series, and
 * {@link io.promontory.series.replica.MergedStore} to all that a store answers, for those who get
 * chunks from us. Where somebody asks, {@link io.promontory.series.replica.Lanes} notes which
 * replica gave which stretch of time.
 */
@NullMarked
package io.promontory.series.replica;

import org.jspecify.annotations.NullMarked;
