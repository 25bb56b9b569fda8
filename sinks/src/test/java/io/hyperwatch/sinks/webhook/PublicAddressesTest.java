package io.hyperwatch.sinks.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.7",
                "192.88.99.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::1",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "100::1"
            })
    void addressesThatAreNotPublicAreRefused(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "192.0.1.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2001:4860:4860::8888"
            })
    void publicAddressesPass(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void onePrivateAddressAmongPublicOnesIsEnoughToRefuse() throws Exception {
        List<InetAddress> mixed =
                List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1"));
        assertThatThrownBy(() -> PublicAddresses.refuseUnlessPublic(mixed))
                .isInstanceOf(PublicAddresses.NotPublicException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "2130706433", "0177.0.0.1.", "127.1"})
    void namesOfThisMachineAreRefusedHoweverTheyAreWritten(String host) {
        assertThatThrownBy(() -> new PublicAddresses().lookup(host))
                .isInstanceOf(java.net.UnknownHostException.class);
    }
}
