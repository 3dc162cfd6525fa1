/**
 * Tells Alertmanagers of alerts. {@link io.promontory.rules.notify.Notifier} makes {@link
 * io.promontory.rules.notify.Notification notifications} of alerts that are due and hands them to
 * each {@link io.promontory.rules.notify.AlertmanagerGroup}, which has an {@link
 * io.promontory.rules.notify.AlertSender} for each server: a bounded queue that no other waits for.
 * What is lost on the way is repaired by the next notification of the same alert, a resend delay
 * later.
 */
@NullMarked
package io.promontory.rules.notify;

import org.jspecify.annotations.NullMarked;
