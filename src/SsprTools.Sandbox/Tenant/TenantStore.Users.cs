using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Tenant;

/// <content>Users: create, change, delete, restore.</content>
internal sealed partial class TenantStore
{
    public User CreateUser(Actor by, User user, string password, bool forceChange, bool forceChangeWithMfa)
    {
        User created = user;
        Change(state =>
        {
            CheckUpn(state, user.UserPrincipalName, user.OnPremisesImmutableId, exceptFor: null);
            RequireAcceptable(state, user, password);
            bool force = forceChange && !_faults.Take(FaultNames.UserWrongForceChange, user.UserPrincipalName, user.DisplayName);
            created = user with
            {
                Sequence = NextSequence(),
                CreatedDateTime = Now(),
                Password = PasswordState.Of(password, Now(), force, forceChangeWithMfa),
            };
            if (_faults.Take(FaultNames.UserNotCreated, user.UserPrincipalName, user.DisplayName))
            {
                return state;
            }

            _audit.Write(AuditEvents.UserAdded(by, created));
            return state with
            {
                Users = state.Users.Add(created),
                UserIdsByUpn = state.UserIdsByUpn.Add(created.UserPrincipalName, created.Id),
            };
        });
        return created;
    }

    /// <summary>Changes attributes; a new password among them counts as a reset by an administrator.</summary>
    public void UpdateUser(Actor by, Guid userId, Func<User, User> update, string? newPassword = null)
    {
        Change(state =>
        {
            User before = Require(state, userId);
            User after = update(before);
            if (newPassword is not null)
            {
                RequireAcceptable(state, after, newPassword);
                after = after with
                {
                    Password = PasswordState.Of(newPassword, Now(), after.Password.ForceChange, after.Password.ForceChangeWithMfa),
                };
            }

            TenantState next = state;
            if (!before.UserPrincipalName.Equals(after.UserPrincipalName, StringComparison.OrdinalIgnoreCase))
            {
                CheckUpn(state, after.UserPrincipalName, after.OnPremisesImmutableId, exceptFor: userId);
                next = next with
                {
                    UserIdsByUpn = state.UserIdsByUpn.Remove(before.UserPrincipalName).Add(after.UserPrincipalName, userId),
                };
            }

            _audit.Write(AuditEvents.UserUpdated(by, before, after));
            if (newPassword is not null)
            {
                _audit.Write(AuditEvents.PasswordResetByAdmin(by, after));
            }

            return With(next, after);
        });
    }

    /// <summary>Soft delete: the user goes to the deleted items and leaves every group and role.</summary>
    public void DeleteUser(Actor by, Guid userId)
    {
        Change(state =>
        {
            User user = Require(state, userId);
            if (_faults.Take(FaultNames.UserNotDeleted, user.UserPrincipalName, user.DisplayName, userId.ToString()))
            {
                return state;
            }

            _audit.Write(AuditEvents.UserDeleted(by, user));
            DirectoryTable<Group> groups = state.Groups;
            foreach (Group group in state.GroupsOf(userId))
            {
                groups = groups.Replace(group with { Members = group.Members.Remove(userId) });
            }

            return state with
            {
                Users = state.Users.Remove(user),
                UserIdsByUpn = state.UserIdsByUpn.Remove(user.UserPrincipalName),
                Groups = groups,
                RoleAssignments = [.. state.RoleAssignments.Where(role => role.PrincipalId != userId)],
                DeletedUsers = state.DeletedUsers.Add(userId, user with { DeletedDateTime = Now() }),
            };
        });
    }

    public User RestoreUser(Actor by, Guid userId)
    {
        User? restored = null;
        Change(state =>
        {
            User deleted = state.DeletedUsers.GetValueOrDefault(userId)
                ?? throw new TenantRuleException(TenantRule.NotFound, userId.ToString());
            CheckUpn(state, deleted.UserPrincipalName, deleted.OnPremisesImmutableId, exceptFor: null);
            restored = deleted with { DeletedDateTime = null };
            _audit.Write(AuditEvents.UserRestored(by, restored));
            return state with
            {
                Users = state.Users.Add(restored),
                UserIdsByUpn = state.UserIdsByUpn.Add(restored.UserPrincipalName, userId),
                DeletedUsers = state.DeletedUsers.Remove(userId),
            };
        });
        return restored!;
    }

    public void RemoveDeletedItem(Guid id) => Change(state =>
    {
        if (!state.DeletedUsers.ContainsKey(id) && !state.DeletedGroups.ContainsKey(id))
        {
            throw new TenantRuleException(TenantRule.NotFound, id.ToString());
        }

        return state with { DeletedUsers = state.DeletedUsers.Remove(id), DeletedGroups = state.DeletedGroups.Remove(id) };
    });

    public void AssignLicenses(Actor by, Guid userId, IReadOnlyList<LicenseAssignment> add, IReadOnlyList<Guid> remove)
    {
        Change(state =>
        {
            User user = Require(state, userId);
            if (_faults.Take(FaultNames.LicenceNotAssigned, user.UserPrincipalName, userId.ToString()))
            {
                return state;
            }

            if (add.Count > 0 && string.IsNullOrEmpty(user.UsageLocation))
            {
                throw new TenantRuleException(TenantRule.UsageLocationMissing);
            }

            List<LicenseAssignment> licenses = [.. user.Licenses];
            foreach (Guid skuId in remove)
            {
                if (licenses.RemoveAll(license => license.SkuId == skuId) == 0)
                {
                    throw new TenantRuleException(TenantRule.LicenseNotHeld, skuId.ToString());
                }
            }

            foreach (LicenseAssignment license in add)
            {
                Sku sku = state.Info.Sku(license.SkuId) ?? throw new TenantRuleException(TenantRule.UnknownSku, license.SkuId.ToString());
                bool held = licenses.RemoveAll(old => old.SkuId == license.SkuId) > 0;
                if (!held && state.ConsumedUnits(sku.SkuId) >= sku.EnabledUnits + sku.WarningUnits)
                {
                    throw new TenantRuleException(TenantRule.NoLicenseUnits, sku.PartNumber);
                }

                licenses.Add(license);
            }

            User after = user with { Licenses = [.. licenses] };
            _audit.Write(AuditEvents.LicensesChanged(by, after));
            return With(state, after);
        });
    }

    private static void CheckUpn(TenantState state, string upn, string? immutableId, Guid? exceptFor)
    {
        string name = upn[(upn.LastIndexOf('@') + 1)..];
        Domain domain = state.Info.Verified(name) ?? throw new TenantRuleException(TenantRule.UnverifiedDomain, name);
        if (domain.IsFederated && string.IsNullOrEmpty(immutableId))
        {
            throw new TenantRuleException(TenantRule.ImmutableIdRequired, name);
        }

        if (state.UserIdsByUpn.TryGetValue(upn, out Guid owner) && owner != exceptFor)
        {
            throw new TenantRuleException(TenantRule.DuplicateUserPrincipalName, owner.ToString());
        }
    }

    private static void RequireAcceptable(TenantState state, User user, string password)
    {
        if (!PasswordRules.Accepts(password, user, state.Info))
        {
            throw new TenantRuleException(TenantRule.WeakPassword);
        }
    }

    private DateTimeOffset Now() => _clock.Now;
}
