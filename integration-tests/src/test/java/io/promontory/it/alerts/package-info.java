/**
 * Alerts on their way: to real Alertmanagers and a webhook behind them, to ill ones, and beside
 * those that a real Prometheus sends.
 */
@NullMarked
package io.promontory.it.alerts;

import org.jspecify.annotations.NullMarked;
