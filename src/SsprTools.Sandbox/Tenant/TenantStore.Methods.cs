using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Tenant;

/// <content>Authentication methods and passwords.</content>
internal sealed partial class TenantStore
{
    /// <summary>Adds a phone; one of each type, the alternate one only beside a mobile (graph.md 1.6). Returns the number stored.</summary>
    public string AddPhone(Actor by, Guid userId, PhoneType type, string number)
    {
        string stored = number;
        ChangeMethods(userId, (user, methods) =>
        {
            if (methods.Phone(type) is not null)
            {
                throw new TenantRuleException(TenantRule.PhoneExists, type.ToString());
            }

            if (type == PhoneType.AlternateMobile && methods.MobilePhone is null)
            {
                throw new TenantRuleException(TenantRule.MobileFirst);
            }

            stored = NumberToStore(user, number);
            return Saved(by, user, methods, methods.WithPhone(type, stored), AuditEvents.SecurityInfoRegistered(by, user, "phone"));
        });
        return stored;
    }

    public string UpdatePhone(Actor by, Guid userId, PhoneType type, string number)
    {
        string stored = number;
        ChangeMethods(userId, (user, methods) =>
        {
            if (methods.Phone(type) is null)
            {
                throw new TenantRuleException(TenantRule.NotFound, type.ToString());
            }

            stored = NumberToStore(user, number);
            return Saved(by, user, methods, methods.WithPhone(type, stored), AuditEvents.SecurityInfoUpdated(by, user, "phone"));
        });
        return stored;
    }

    public void DeletePhone(Actor by, Guid userId, PhoneType type) => ChangeMethods(userId, (user, methods) =>
    {
        if (methods.Phone(type) is null)
        {
            throw new TenantRuleException(TenantRule.NotFound, type.ToString());
        }

        if (type == PhoneType.Mobile && methods.AlternateMobilePhone is not null)
        {
            throw new TenantRuleException(TenantRule.AlternateMobileFirst);
        }

        if (IsDefault(methods.Default, type))
        {
            throw new TenantRuleException(TenantRule.DefaultMethod, type.ToString());
        }

        _audit.Write(AuditEvents.SecurityInfoDeleted(by, user, "phone"));
        return methods.WithPhone(type, null);
    });

    public void SetSmsSignIn(Guid userId, bool enabled) =>
        ChangeMethods(userId, (_, methods) => methods with { SmsSignInEnabled = enabled });

    public void AddEmail(Actor by, Guid userId, string address) => ChangeMethods(userId, (user, methods) =>
        methods.Email is not null
            ? throw new TenantRuleException(TenantRule.EmailExists)
            : Saved(by, user, methods, methods with { Email = address }, AuditEvents.SecurityInfoRegistered(by, user, "email")));

    public void UpdateEmail(Actor by, Guid userId, string address) => ChangeMethods(userId, (user, methods) =>
        methods.Email is null
            ? throw new TenantRuleException(TenantRule.NotFound, "email")
            : Saved(by, user, methods, methods with { Email = address }, AuditEvents.SecurityInfoUpdated(by, user, "email")));

    public void DeleteEmail(Actor by, Guid userId) => ChangeMethods(userId, (user, methods) =>
    {
        if (methods.Email is null)
        {
            throw new TenantRuleException(TenantRule.NotFound, "email");
        }

        _audit.Write(AuditEvents.SecurityInfoDeleted(by, user, "email"));
        return methods with { Email = null };
    });

    public void DeleteSoftwareOath(Actor by, Guid userId, Guid methodId) => ChangeMethods(userId, (user, methods) =>
    {
        if (!methods.SoftwareOath.Contains(methodId))
        {
            throw new TenantRuleException(TenantRule.NotFound, methodId.ToString());
        }

        _audit.Write(AuditEvents.SecurityInfoDeleted(by, user, "softwareOath"));
        return methods with { SoftwareOath = methods.SoftwareOath.Remove(methodId) };
    });

    /// <summary>For the registration pages: any change of methods that the user made, with the events that belong to it.</summary>
    public void ChangeMethods(Guid userId, Func<User, AuthenticationMethods, AuthenticationMethods> change) => Change(state =>
    {
        User user = Require(state, userId);
        AuthenticationMethods after = change(user, user.Methods);
        return ReferenceEquals(after, user.Methods) ? state : With(state, user with { Methods = after });
    });

    /// <summary>An administrator's reset; the user must change the password at the next sign-in (graph.md 1.6).</summary>
    public ResetOperation ResetPasswordByAdmin(Actor by, Guid userId, string newPassword)
    {
        ResetOperation? operation = null;
        Change(state =>
        {
            User user = Require(state, userId);
            RequireAcceptable(state, user, newPassword);
            operation = new ResetOperation(Guid.NewGuid(), userId, Now(), true, "ResetSuccess");
            _audit.Write(AuditEvents.AdminStartedReset(by, user));
            _audit.Write(AuditEvents.PasswordResetByAdmin(by, user));
            User after = user with { Password = PasswordState.Of(newPassword, Now(), forceChange: true) };
            return With(state, after) with { Operations = state.Operations.Add(operation.Id, operation) };
        });
        return operation!;
    }

    /// <summary>A password that the user chose, by reset or by change; the caller writes the events of the flow.</summary>
    public void SetOwnPassword(Guid userId, string newPassword) => Change(state =>
    {
        User user = Require(state, userId);
        RequireAcceptable(state, user, newPassword);
        return With(state, user with { Password = PasswordState.Of(newPassword, Now(), forceChange: false) });
    });

    public void RevokeSessions(Actor by, Guid userId) => Change(state =>
    {
        User user = Require(state, userId);
        User after = user with { SessionsValidFrom = Now() };
        _audit.Write(AuditEvents.UserUpdated(by, user, after));
        return With(state, after);
    });

    private static bool IsDefault(DefaultMethod method, PhoneType type) => (method, type) switch
    {
        (DefaultMethod.Sms or DefaultMethod.VoiceMobile, PhoneType.Mobile) => true,
        (DefaultMethod.VoiceAlternateMobile, PhoneType.AlternateMobile) => true,
        (DefaultMethod.VoiceOffice, PhoneType.Office) => true,
        _ => false,
    };

    private string NumberToStore(User user, string number)
    {
        if (!_faults.Take(FaultNames.MethodWrongNumber, user.UserPrincipalName, user.DisplayName, user.Id.ToString()))
        {
            return number;
        }

        char last = number[^1];
        return string.Concat(number.AsSpan(0, number.Length - 1), last == '9' ? "0" : "9");
    }

    private AuthenticationMethods Saved(Actor by, User user, AuthenticationMethods before, AuthenticationMethods after, AuditEvent entry)
    {
        if (_faults.Take(FaultNames.MethodNotSaved, user.UserPrincipalName, user.DisplayName, user.Id.ToString()))
        {
            return before;
        }

        _audit.Write(entry with { By = by });
        return after;
    }
}
