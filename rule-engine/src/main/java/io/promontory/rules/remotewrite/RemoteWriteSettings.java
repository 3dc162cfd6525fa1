package io.promontory.rules.remotewrite;

import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;

/**
 * What is written to a receiver.
 *
 * @param name of the receiver; what was sent to it is kept under this name
 * @param externalLabels added where a series has none of the same name
 * @param relabeling of series with external labels; what it drops is not sent
 * @param nativeHistograms whether they are sent
 */
public record RemoteWriteSettings(
    String name,
    WriteProtocol protocol,
    Labels externalLabels,
    Relabeling relabeling,
    boolean nativeHistograms,
    QueueSettings queue) {}
