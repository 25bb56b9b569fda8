package io.hyperwatch.sinks.webhook;

import okhttp3.Dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves host names to addresses of the public internet only, so that a webhook cannot be pointed
 * at this machine or its neighbours (server-side request forgery). OkHttp connects to exactly the
 * addresses returned here.
 */
final class PublicAddresses implements Dns {

    /** A host name stands for, or among others for, an address that is not public. */
    static final class NotPublicException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublicException() {
            super("address is not public");
        }
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return refuseUnlessPublic(Dns.SYSTEM.lookup(hostname));
    }

    static List<InetAddress> refuseUnlessPublic(List<InetAddress> addresses)
            throws NotPublicException {
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new NotPublicException();
            }
        }
        return addresses;
    }

    /** IPv4-mapped IPv6 addresses need no care: Java hands them out as IPv4. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return address instanceof Inet6Address
                ? isPublicV6(first << 8 | second, third << 8 | bytes[3] & 0xff)
                : isPublicV4(first, second, third);
    }

    /** All but the special-purpose blocks of the IANA registry (RFC 6890 and later). */
    private static boolean isPublicV4(int a, int b, int c) {
        boolean thisNetworkOrLoopback = a == 0 || a == 127;
        boolean privateUse = a == 10 || a == 172 && b >= 16 && b <= 31 || a == 192 && b == 168;
        boolean carrierGradeNat = a == 100 && b >= 64 && b <= 127;
        boolean linkLocal = a == 169 && b == 254;
        boolean protocolOrDocumentation =
                a == 192 && b == 0 && (c == 0 || c == 2)
                        || a == 192 && b == 88 && c == 99
                        || a == 198 && b == 51 && c == 100
                        || a == 203 && b == 0 && c == 113;
        boolean benchmarking = a == 198 && (b == 18 || b == 19);
        boolean multicastOrReserved = a >= 224;
        return !(thisNetworkOrLoopback
                || privateUse
                || carrierGradeNat
                || linkLocal
                || protocolOrDocumentation
                || benchmarking
                || multicastOrReserved);
    }

    /** Global unicast 2000::/3 without the blocks that carry other addresses or documentation. */
    private static boolean isPublicV6(int firstGroup, int secondGroup) {
        boolean globalUnicast = firstGroup >> 13 == 1;
        boolean protocolAssignments = firstGroup == 0x2001 && secondGroup < 0x200;
        boolean documentation =
                firstGroup == 0x2001 && secondGroup == 0xdb8 || firstGroup == 0x3fff;
        boolean sixToFour = firstGroup == 0x2002;
        return globalUnicast && !protocolAssignments && !documentation && !sixToFour;
    }
}
