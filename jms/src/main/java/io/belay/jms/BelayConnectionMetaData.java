package io.belay.jms;

import jakarta.jms.ConnectionMetaData;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** What this provider says of itself (Jakarta Messaging §6.1.3). */
public final class BelayConnectionMetaData implements ConnectionMetaData {
    static final String PRODUCT = "Belay";
    static final String VERSION = "0.1.0";

    private static final int API_MAJOR = 3;
    private static final int API_MINOR = 1;
    private static final int MAJOR = 0;
    private static final int MINOR = 1;
    private static final List<String> JMSX_NAMES = List.of(
            "JMSXUserID",
            "JMSXAppID",
            "JMSXDeliveryCount",
            "JMSXGroupID",
            "JMSXGroupSeq",
            "JMSXProducerTXID",
            "JMSXConsumerTXID",
            "JMSXRcvTimestamp");

    /** The same for every connection. */
    BelayConnectionMetaData() {}

    @Override
    public String getJMSVersion() {
        return API_MAJOR + "." + API_MINOR;
    }

    @Override
    public int getJMSMajorVersion() {
        return API_MAJOR;
    }

    @Override
    public int getJMSMinorVersion() {
        return API_MINOR;
    }

    @Override
    public String getJMSProviderName() {
        return PRODUCT;
    }

    @Override
    public String getProviderVersion() {
        return VERSION;
    }

    @Override
    public int getProviderMajorVersion() {
        return MAJOR;
    }

    @Override
    public int getProviderMinorVersion() {
        return MINOR;
    }

    @Override
    public Enumeration<String> getJMSXPropertyNames() {
        return Collections.enumeration(JMSX_NAMES);
    }
}
