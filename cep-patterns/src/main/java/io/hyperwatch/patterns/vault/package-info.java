/** Rule vault-loss: what vaults lose. */
package io.hyperwatch.patterns.vault;
