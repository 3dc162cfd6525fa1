/**
 * The Alertmanagers of the configuration: {@link io.promontory.frontend.alerting.Alertmanagers}
 * keeps them over reloads, {@link io.promontory.frontend.alerting.AlertmanagerTargets} finds the
 * servers of one section, {@link io.promontory.frontend.alerting.HttpAlertPost} reaches one.
 */
@NullMarked
package io.promontory.frontend.alerting;

import org.jspecify.annotations.NullMarked;
