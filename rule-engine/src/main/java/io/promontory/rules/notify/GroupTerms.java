package io.promontory.rules.notify;

import io.promontory.series.relabel.Relabeling;
import java.net.URI;
import java.util.function.Function;

/**
 * How the Alertmanagers of a group are sent to.
 *
 * @param relabeling of the alerts of this group
 * @param ways to a server; fails with {@link IllegalArgumentException} where there is none
 */
public record GroupTerms(Relabeling relabeling, Function<URI, AlertPost> ways, SendLimits limits) {}
